/** Authenticated links that carry frames between clients and replicas. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
