package dev.ovenbird.fetch;

import dev.ovenbird.diagnostics.Suggestion;
import java.net.URI;
import java.util.List;

/** What the Hub means by an error, and what an author does then. */
final class HubRefusal {
  private final URI endpoint;
  private final boolean hasToken;
  private final HubAddress address;

  HubRefusal(URI endpoint, boolean hasToken, HubAddress address) {
    this.endpoint = endpoint;
    this.hasToken = hasToken;
    this.address = address;
  }

  /** Whether it is the repository that is missing. To strangers the Hub says 401 then. */
  boolean isMissing(HttpFailure failure) {
    return code(failure).equals("RepoNotFound")
        || (code(failure).isEmpty()
            && (failure.status() == 404 || failure.status() == 401)
            && !isTokenWrong(failure));
  }

  FetchException missing(HttpFailure failure, List<String> siblings) {
    String suggestion = Suggestion.forWord(address.repository(), siblings);
    return new FetchException(
        "The Hub has no model " + address.repository() + ", or it is private.",
        suggestion.isEmpty()
            ? "Check owner and name"
                + (hasToken
                    ? "; the account of HF_TOKEN does not see it."
                    : "; for a private model, set HF_TOKEN to a token of yours.")
            : suggestion,
        failure);
  }

  FetchException explain(HttpFailure failure) {
    String page = endpoint + "/" + address.repository();
    String tokens = endpoint + "/settings/tokens";
    if (code(failure).equals("RevisionNotFound")) {
      return new FetchException(
          address.repository() + " has no revision " + address.revision() + ".",
          "Its branches and commits are at " + page + "/commits/main.",
          failure);
    }
    if (code(failure).equals("EntryNotFound")) {
      return new FetchException(
          address.repository() + " holds no " + address.path() + " at " + address.revision() + ".",
          "Its files are at " + page + "/tree/" + address.revision() + ".",
          failure);
    }
    if (isTokenWrong(failure)) {
      return new FetchException(
          "The Hub does not know the token in HF_TOKEN.", "Make one at " + tokens + ".", failure);
    }
    if (code(failure).equals("GatedRepo") && !hasToken) {
      return new FetchException(
          address.repository() + " is gated: it is given to those who accept its licence.",
          "Accept it at " + page + ", then set HF_TOKEN to a token from " + tokens + ".",
          failure);
    }
    if (code(failure).equals("GatedRepo") || failure.status() == 403) {
      return new FetchException(
          address.repository() + " is not open to the account of HF_TOKEN.",
          "Accept its licence at "
              + page
              + ", or wait for its authors to agree. A fine-grained token needs the right to read"
              + " gated repositories.",
          failure);
    }
    if (failure.status() == 429) {
      return new FetchException(
          "The Hub gets too many requests from here.",
          hasToken
              ? "Try again later; what has come so far is kept."
              : "Try again later, or set HF_TOKEN: accounts may ask more often.",
          failure);
    }
    String said = failure.header("X-Error-Message");
    return new FetchException(
        "The Hub answered "
            + failure.status()
            + " for "
            + address
            + (said.isEmpty() ? "." : ": " + said),
        failure.mayPass() ? "Try again later; what has come so far is kept." : "See " + page + ".",
        failure);
  }

  private static boolean isTokenWrong(HttpFailure failure) {
    return failure.status() == 401
        && failure.header("X-Error-Message").contains("Invalid credentials");
  }

  private static String code(HttpFailure failure) {
    return failure.header("X-Error-Code");
  }
}
