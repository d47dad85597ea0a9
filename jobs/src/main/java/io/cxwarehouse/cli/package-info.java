/**
 * The command line: what an operator types, sees while a run goes on, and reads when it ends.
 *
 * <p>May use {@code catalog}, {@code config}, {@code delta}, {@code docs}, {@code engine}, {@code
 * erasure}, {@code explain}, {@code functions}, {@code generate}, {@code graph}, {@code observe},
 * {@code publish}, {@code raw}, {@code report}, {@code semantic}, {@code serve}, and nothing else
 * of ours.
 */
package io.cxwarehouse.cli;
