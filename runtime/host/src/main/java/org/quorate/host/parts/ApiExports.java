package org.quorate.host.parts;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.jar.Manifest;

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
    for (URL url :
        Collections.list(ApiExports.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
      try (var in = url.openStream()) {
        var attributes = new Manifest(in).getMainAttributes();
        if (API.equals(attributes.getValue("Bundle-SymbolicName"))) {
          return withoutUses(attributes.getValue("Export-Package"));
        }
      }
    }
    throw new IOException("the bundle " + API + " is not on the class path");
  }

  /** All of the api comes from one place, so its uses constraints say nothing. */
  private static String withoutUses(String exports) {
    return exports.replaceAll(";uses:=\"[^\"]*\"", "");
  }
}
