-- warn score_drifted: Probabilities of leaving lie otherwise than when the model was tested: look at the features, and at what changed in the business
SELECT as_of_date, psi FROM candidate WHERE feature = 'churn_probability' AND customers >= 100 AND psi >= 0.25
