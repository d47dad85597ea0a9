/** What all pages of HTML have in common. */
package io.cxwarehouse.html;
