// What happened, for eyes and ears: the status line, and the alert for what was refused.

export class Announcer {
  /**
   * @param {HTMLElement} status a live region (role="status")
   * @param {HTMLElement} alert a live region (role="alert"), hidden while empty
   * @param {HTMLElement} spoken a live region nobody sees, for what is visible anyway
   */
  constructor(status, alert, spoken) {
    this.status = status;
    this.alert = alert;
    this.spoken = spoken;
  }

  /** Tell what was done. @param {string} message */
  say(message) {
    this.alert.hidden = true;
    this.alert.textContent = "";
    this.status.textContent = message;
  }

  /** Tell what was refused, or needs attention. @param {string} message */
  warn(message) {
    this.alert.hidden = false;
    this.alert.textContent = message;
  }

  /** Speak what can be seen, such as the words selected. @param {string} message */
  speak(message) {
    this.spoken.textContent = message.length > 200 ? `${message.slice(0, 100)} … ${message.slice(-60)}` : message;
  }
}
