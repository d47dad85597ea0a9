package io.cxwarehouse.config;

/** How a value's origin is described, where more than a file's name is to be told from it. */
final class Origins {
  static final String OVERRIDE = "--set ";
  static final String ENVIRONMENT = "the environment";
  static final String LOCAL = "conf/env/local.conf";

  private Origins() {}
}
