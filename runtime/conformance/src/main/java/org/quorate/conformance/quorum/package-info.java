/** The exam for quorum constructions. */
@NullMarked
package org.quorate.conformance.quorum;

import org.jspecify.annotations.NullMarked;
