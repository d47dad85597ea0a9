/**
 * Java steps of the marts, where SQL does not do: models that are fitted.
 *
 * <p>May use {@code functions}, {@code graph}, and nothing else of ours.
 */
package io.cxwarehouse.gold;
