/** What the 5,000 targets of W10 are. */
export class Node {
  constructor({ id, label, rate = 0, children = [], options = null, ...rest }) {
    this.id = id
    this.label = label
    this.rate = rate
    this.children = children
    this.options = options
    this.rest = rest
  }
}
