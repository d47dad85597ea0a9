package io.cxwarehouse.cli;

import io.cxwarehouse.catalog.CxwException;
import io.cxwarehouse.catalog.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The entry point of {@code cxw}. Exit codes are {@link ExitCode}'s. */
public final class Main {
  private static final int HELP_WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    int code =
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args);
    System.exit(code);
  }

  /** Runs a command in this JVM, which goes on; returns the exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new CxwCommand())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failure)
        .execute(args);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("cxw: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("  remedy: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.code();
  }

  private static int failure(Exception e, CommandLine command, ParseResult result) {
    CommonOptions options =
        command.getCommand() instanceof CxwSubcommand subcommand
            ? subcommand.common
            : new CommonOptions();
    ExitCode code = e instanceof CxwException known ? known.exitCode() : ExitCode.FAILURE;
    options.events(command.getErr()).failed(code, text(e));
    if (options.isVerbose()) {
      e.printStackTrace(command.getErr());
    }
    return code.code();
  }

  private static String text(Exception e) {
    return e instanceof CxwException
        ? e.getMessage()
        : "unexpected failure\n  cause: "
            + e
            + "\n  remedy: run the same command again (it takes up where it stopped), with -v for"
            + " the stack trace";
  }
}
