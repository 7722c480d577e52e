/** The closed vocabulary in which parts say what they are, provide and require. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.composition;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
