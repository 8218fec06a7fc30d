/**
 * How far a session has gone, as the server tells it: by a stream that goes on after the last number
 * that was heard, and where no stream comes through by asking every few seconds.
 */

const ASK_EVERY = 4000
// A stream that broke is given so long to come back before anything is made of it.
const PATIENCE = 2500
const STREAM_AGAIN = 30000
const TOO_SLOW = 10000
// A stream that has said nothing yet is asked about every so often: proxies can hold it back.
const PROVE_AFTER = 20000

/** @typedef {{from: number, to: number, mine: boolean, position: string, stage: string, say: string, board?: string}} Went */

export default class Channel {
  /**
   * @param {string} url
   * @param {number} seq
   * @param {{went: (went: Went) => void, behind: (seq: number) => void, connected: (is: boolean) => void}} heard
   */
  constructor(url, seq, heard) {
    this.url = url
    this.seq = seq
    this.heard = heard
    this.over = false
    this.lost = false
    this.proven = false
    this.held = false
    this.listen()
    window.addEventListener('online', () => this.listen())
    window.addEventListener('offline', () => this.lose())
    window.addEventListener('pageshow', (event) => { if (event.persisted) this.listen() })
    window.addEventListener('pagehide', () => this.source?.close())
    document.addEventListener('visibilitychange', () => { if (!document.hidden && this.lost) this.listen() })
  }

  listen() {
    if (this.over) return
    this.source?.close()
    clearTimeout(this.again)
    this.source = new EventSource(`${this.url}/live?after=${this.seq}`)
    this.source.addEventListener('open', () => this.find())
    this.source.addEventListener('went', (event) => this.take(JSON.parse(event.data)))
    this.source.addEventListener('error', () => this.lose())
  }

  /** The stream has come through. */
  find() {
    this.lost = false
    clearTimeout(this.patience)
    clearTimeout(this.asking)
    clearTimeout(this.proving)
    if (!this.proven) this.proving = setTimeout(() => this.prove(), PROVE_AFTER)
    this.heard.connected(true)
  }

  /** See that what happens does come through the stream; where it does not, the page asks instead. */
  async prove() {
    const answer = await this.fetch()
    await new Promise((done) => setTimeout(done, PATIENCE))
    if (this.proven || this.lost || this.over) return
    if (answer === null || answer.seq <= this.seq) {
      this.proving = setTimeout(() => this.prove(), PROVE_AFTER)
      return
    }
    this.source?.close()
    this.held = true
    this.lost = true
    this.ask()
  }

  /** The stream has broken: the browser tries again by itself, unless it was told not to. */
  lose() {
    if (this.over || this.lost) return
    this.lost = true
    this.patience = setTimeout(() => this.ask(), PATIENCE)
    if (this.source?.readyState === EventSource.CLOSED) this.again = setTimeout(() => this.listen(), STREAM_AGAIN)
  }

  /** Every number is told of once; one that was missed says that the page must be fetched. @param {Went} went */
  take(went) {
    this.proven = true
    if (went.to <= this.seq) return
    const missed = went.from > this.seq + 1
    this.seq = went.to
    if (missed) this.heard.behind(went.to)
    else this.heard.went(went)
    if (went.stage === 'ended') this.stop()
  }

  async ask() {
    clearTimeout(this.asking)
    if (!this.lost || this.over) return
    const answer = await this.fetch()
    if (!this.lost || this.over) return
    this.heard.connected(answer !== null)
    if (answer !== null && answer.seq > this.seq) {
      this.seq = answer.seq
      this.heard.behind(answer.seq)
    }
    this.asking = setTimeout(() => this.ask(), ASK_EVERY)
    // A stream that was refused once may be let in later.
    if (this.source?.readyState === EventSource.CLOSED && !this.held && !this.again) this.again = setTimeout(() => this.listen(), STREAM_AGAIN)
  }

  /** @returns {Promise<{seq: number} | null>} */
  async fetch() {
    try {
      const answer = await fetch(`${this.url}/events?after=${this.seq}`, { signal: AbortSignal.timeout(TOO_SLOW) })
      const json = answer.headers.get('Content-Type')?.startsWith('application/json')
      return answer.ok && json ? await answer.json() : null
    } catch {
      return null
    }
  }

  /** Nothing more is to come. */
  stop() {
    this.over = true
    this.source?.close()
    clearTimeout(this.patience)
    clearTimeout(this.asking)
    clearTimeout(this.again)
    clearTimeout(this.proving)
  }
}
