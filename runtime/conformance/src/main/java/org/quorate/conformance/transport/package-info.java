/** What every transport must pass: order, bounds, identities, and strangers kept out. */
@NullMarked
package org.quorate.conformance.transport;

import org.jspecify.annotations.NullMarked;
