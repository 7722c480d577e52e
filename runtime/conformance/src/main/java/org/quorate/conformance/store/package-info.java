/** The exam for stores. */
@NullMarked
package org.quorate.conformance.store;

import org.jspecify.annotations.NullMarked;
