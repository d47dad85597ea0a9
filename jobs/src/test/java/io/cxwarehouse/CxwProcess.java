package io.cxwarehouse;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line as a process of its own, with this process's classes. */
public final class CxwProcess {
  private CxwProcess() {}

  /** What starts {@code cxw} with arguments. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-Xmx1g", "-cp", classPath, "io.cxwarehouse.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** What starts a run of one delivered order below a folder. */
  public static List<String> runOfOneOrder(Path folder, String... further) throws IOException {
    Path orders = folder.resolve("landing/billing/orders/2026-03-02/a.csv");
    Files.createDirectories(orders.getParent());
    Files.writeString(
        orders, "order_id,customer_id,ordered_at,amount,type\nO-1,C-1,2026-03-01,10.00,sale\n");
    List<String> command = command("run", "--date", "2026-03-02", "--only", "silver.orders");
    command.addAll(List.of("--conf", "../conf/env/local.conf"));
    command.addAll(List.of("--set", "landing.root=\"" + folder.resolve("landing") + "\""));
    command.addAll(List.of("--set", "warehouse.root=\"" + folder.resolve("warehouse") + "\""));
    command.addAll(List.of(further));
    return command;
  }
}
