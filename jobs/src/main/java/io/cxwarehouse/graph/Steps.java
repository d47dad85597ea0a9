package io.cxwarehouse.graph;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import io.cxwarehouse.catalog.TableDefinition;

/** The step that computes a table: its queries, or the Java class that {@code cxw.step} names. */
public final class Steps {
  private Steps() {}

  public static Step of(TableDefinition definition) {
    if (definition.spec().step().isEmpty()) {
      return new SqlStep(definition);
    }
    String name = definition.spec().step().get();
    try {
      return Class.forName(name).asSubclass(Step.class).getConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new CxwException(
          ExitCode.USAGE,
          "Table " + definition.id() + ": its Java step " + name + " cannot be used.",
          e.toString(),
          "Name in cxw.step a public class that implements Step and has a no-argument constructor.",
          e);
    }
  }
}
