/** The exam of signature providers: contract, hostile input, published and crafted signatures. */
@NullMarked
package org.quorate.conformance.signature;

import org.jspecify.annotations.NullMarked;
