package io.cxwarehouse.engine;

/**
 * The warehouse's single-writer lock. Its holder looks before each commit whether it still has it;
 * the commits' fence ({@link io.cxwarehouse.delta.Commit}) stops what it began before.
 */
public interface Lock extends AutoCloseable {
  /** Fails with exit code 5 if the lock is lost, and with 1 where that cannot be told. */
  void check();

  /** Gives the lock back; one that is lost stays with whoever has it. */
  @Override
  void close();
}
