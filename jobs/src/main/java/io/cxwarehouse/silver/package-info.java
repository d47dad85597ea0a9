/** Java steps of the conformed layer, where SQL does not do. */
package io.cxwarehouse.silver;
