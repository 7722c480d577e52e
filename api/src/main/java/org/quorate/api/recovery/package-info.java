/** What proactive recovery adds to the other packages; it holds only what is certain. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.recovery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
