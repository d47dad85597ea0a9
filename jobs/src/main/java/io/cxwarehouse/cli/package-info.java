/** The command line: what an operator types, sees while a run goes on, and reads when it ends. */
package io.cxwarehouse.cli;
