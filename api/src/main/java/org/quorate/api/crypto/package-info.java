/** Signature schemes, each offered by one or more interchangeable providers. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
