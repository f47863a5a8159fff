// One request at a time over the wire, and what may come back. See docs/workbench.md.

const PATIENCE = 20_000; // milliseconds until a server that says nothing counts as out of reach

/** The server cannot be reached, or nobody is signed in: to be tried again. */
export class OutOfReach extends Error {
  /** @param {boolean} signedOut whether it is for her to sign in again */
  constructor(message = "The server cannot be reached.", signedOut = false) {
    super(message);
    this.signedOut = signedOut;
  }
}

/** The server said no; `answer` is its JSON, `status` the HTTP status. */
export class Refusal extends Error {
  constructor(status, answer) {
    super(answer.message);
    this.status = status;
    this.answer = answer;
  }
}

/** @param {string} address @param {Record<string, string|number>} query */
export function ask(address, query = {}) {
  return exchange(`${address}?${new URLSearchParams(query)}`, {});
}

/** @param {string} address @param {object} body */
export function tell(address, body) {
  return exchange(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body: JSON.stringify(body),
  });
}

// Read each time: signing in again, in another tab, changes it.
function csrfToken() {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : "";
}

async function exchange(address, { headers, ...options }) {
  let response;
  let answer;
  try {
    response = await fetch(address, {
      ...options,
      headers: { Accept: "application/json", ...headers },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.json();
  } catch {
    throw new OutOfReach(); // also a proxy's own page, and an answer that broke off
  }
  if (response.ok) {
    return answer;
  }
  // After signing in again the first request may still carry the token of the old session.
  if (response.status === 401 || answer.error === "csrf") {
    throw new OutOfReach("You are no longer signed in.", true);
  }
  // What was done here is not for another one's name; it waits until she is back.
  if (answer.error === "other_editor") {
    throw new OutOfReach("Somebody else is signed in now, in this browser.", true);
  }
  if (response.status >= 500 || response.status === 429) {
    throw new OutOfReach();
  }
  throw new Refusal(response.status, answer);
}
