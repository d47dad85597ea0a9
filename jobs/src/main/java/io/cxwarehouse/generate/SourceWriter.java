package io.cxwarehouse.generate;

/** One source system: how it would deliver what happened in the company. */
interface SourceWriter {
  /** Records that belong to no customer: agents, policies, rates, questions. */
  void company();

  void customer(CustomerLife life);
}
