package io.cxwarehouse.report;

import java.util.List;

/**
 * What the report is made of. Each list is what the query of its name below {@code report} on the
 * class path gives, each component of a row the column of its name.
 */
public record ReportData(
    List<ScoreRows.Kpi> kpis,
    List<ScoreRows.Score> scores,
    List<ScoreRows.Effect> effects,
    List<ScoreRows.Month> courses,
    List<SurveyRows.Answers> answers,
    List<SurveyRows.Group> respondents,
    List<SupportRows.Duration> durations,
    List<SupportRows.Backlog> backlog,
    List<SupportRows.Topic> topics,
    List<SupportRows.Stage> stages,
    List<CustomerRows.Churn> churn,
    List<CustomerRows.Reason> reasons,
    List<CustomerRows.Cohort> cohorts,
    List<CustomerRows.Survival> survival,
    List<CustomerRows.Driver> drivers,
    List<ForecastRows.Tier> tiers,
    List<ForecastRows.Stake> stakes,
    List<ForecastRows.Health> health,
    List<ForecastRows.HealthModel> healthModels,
    List<ForecastRows.Week> tracking,
    List<ForecastRows.Model> models,
    List<ChannelRows.Web> web,
    List<ChannelRows.Social> social,
    List<ChannelRows.Chatbot> chatbot,
    List<ChannelRows.Experience> experiences,
    List<SurveyRows.Employees> employees,
    List<TrustRows.Deliveries> deliveries,
    List<TrustRows.Rejected> rejected,
    List<TrustRows.Restatement> restatements,
    List<TrustRows.Settling> settling,
    List<TrustRows.Agreement> agreements,
    List<TrustRows.CheckFound> checks) {}
