package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share. */
abstract class CxwSubcommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec;

  abstract ExitCode execute();

  @Override
  public final Integer call() {
    Logging.quiet(common.isVerbose(), common.isJson());
    return execute().code();
  }

  /** Where results go. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where the course of things is told. */
  Events events() {
    return common.events(spec.commandLine().getErr());
  }
}
