package dev.ovenbird.fetch;

/**
 * A package of the npm registry, pinned.
 *
 * @param integrity as the registry and lock files write it: {@code sha512-} and the hash in Base64;
 *     empty where only what is in it counts
 */
public record NpmPackage(String name, String version, String integrity) {
  /** The tarball's path below a registry's address. */
  String tarballPath() {
    return name + "/-/" + tarballName();
  }

  String tarballName() {
    return name.substring(name.indexOf('/') + 1) + "-" + version + ".tgz";
  }

  /** What it is called, for people. */
  String title() {
    return "npm package " + name + "@" + version;
  }
}
