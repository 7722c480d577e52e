/** Records to CBOR and JSON and back, without a codec for each. */
@NullMarked
package org.quorate.host.codec;

import org.jspecify.annotations.NullMarked;
