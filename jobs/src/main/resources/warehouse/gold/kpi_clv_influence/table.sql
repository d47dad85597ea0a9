-- Customers who bend a fit: candidates for clv.exclude, which alone leaves anybody out.
-- Not all of them: of each fit the 50 strongest are looked at, customers who are alike as one.
-- Grain: one row per fit date, segment, model and customer.
CREATE TABLE gold.kpi_clv_influence (
  fit_date DATE COMMENT 'Last business date of the data of the fit',
  segment_name STRING COMMENT 'Segment column by which customers were chosen, or all',
  segment_value STRING COMMENT 'Value of the segment, or all',
  model STRING COMMENT 'bgnbd, mbgnbd, pareto_nbd or gamma_gamma; only fits that are ok',
  customer_id STRING COMMENT 'Customer without whom a parameter would be another by more than 5 %',
  parameter STRING COMMENT 'The parameter that the customer moves most',
  change DOUBLE COMMENT 'By how much of its value the parameter would change without the customer, by fitting again; null where that fit does not converge',
  change_approximated DOUBLE COMMENT 'The same by one Newton step from the fit with the customer'
)
USING delta
COMMENT 'Customers who bend a fit, among the 50 strongest of each (customers who are alike count as one): candidates for clv.exclude, which alone leaves anybody out'
TBLPROPERTIES (
  'cxw.key' = 'fit_date, segment_name, segment_value, model, customer_id',
  'cxw.grain' = 'fit date, segment, model and customer',
  'cxw.owner' = 'customer-value',
  'cxw.mode' = 'full',
  'cxw.parts' = 'gold.kpi_clv_parameter(fits)',
  'cxw.as_of_column' = 'fit_date',
  'cxw.as_of_part' = 'fits'
)
