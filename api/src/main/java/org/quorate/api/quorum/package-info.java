/** Quorum systems, their constructions, and the one way to count replies. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.quorum;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
