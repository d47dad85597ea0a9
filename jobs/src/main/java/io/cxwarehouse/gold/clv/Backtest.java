package io.cxwarehouse.gold.clv;

import java.util.List;

/**
 * What a model forecast for the weeks held out, against what came.
 *
 * @param mseZeros squared error of the forecast that nothing happens any more
 * @param mseSameRate squared error of the forecast that all goes on at the rate so far
 * @param weeks the way there and through those weeks; empty for contract models
 */
record Backtest(
    ForecastErrors errors, double mseZeros, double mseSameRate, List<Tracking.Week> weeks) {}
