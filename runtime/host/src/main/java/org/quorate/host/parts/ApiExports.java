package org.quorate.host.parts;

import java.io.IOException;
import java.net.URL;
import java.util.jar.Manifest;
import org.quorate.api.register.RegisterProtocol;

/** The api's packages, as its own manifest exports them. */
final class ApiExports {
  private static final String API = "org.quorate.api";

  private ApiExports() {}

  /**
   * The value of the api's Export-Package header, with versions.
   *
   * @throws IOException if the api is not on the class path with its manifest
   */
  static String ofClassPath() throws IOException {
    // Beside one of its classes: to ask every jar of the class path for its manifest takes time at
    // each start, most of it for the digests of those that are signed.
    String entry = RegisterProtocol.class.getName().replace('.', '/') + ".class";
    URL found = RegisterProtocol.class.getClassLoader().getResource(entry);
    if (found == null) {
      throw new IOException("the bundle " + API + " is not on the class path");
    }
    String place = found.toString();
    URL manifest =
        new URL(place.substring(0, place.length() - entry.length()) + "META-INF/MANIFEST.MF");
    try (var in = manifest.openStream()) {
      var attributes = new Manifest(in).getMainAttributes();
      if (!API.equals(attributes.getValue("Bundle-SymbolicName"))) {
        throw new IOException(manifest + " is not that of the bundle " + API);
      }
      return withoutUses(attributes.getValue("Export-Package"));
    }
  }

  /** All of the api comes from one place, so its uses constraints say nothing. */
  private static String withoutUses(String exports) {
    return exports.replaceAll(";uses:=\"[^\"]*\"", "");
  }
}
