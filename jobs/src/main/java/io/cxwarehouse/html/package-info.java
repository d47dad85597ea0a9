/**
 * What all pages of HTML have in common.
 *
 * <p>Uses nothing else of ours.
 */
package io.cxwarehouse.html;
