// Where in the pack: printed page numbers ("12", "E3") on one side, the reader's count on the other.

export class Places {
  constructor(labels, links) {
    this.labels = labels;
    this.numbers = new Map(labels.map((label, index) => [label.toUpperCase(), index + 1]));
    this.items = new Map(links.filter((link) => link.dataset.item).map((link) => [link.dataset.item, link.dataset.page]));
  }

  // 1 for the first page of the file; undefined for a page that the pack does not have.
  number(label) {
    return this.numbers.get(label.trim().toUpperCase());
  }

  label(number) {
    return this.labels[number - 1];
  }

  lastLabelOfSeries(number) {
    const series = (label) => label.replace(/\d+$/, "");
    const wanted = series(this.label(number));
    return this.labels.findLast((label) => series(label) === wanted);
  }

  // The page an address asks for: #page=12, #page=E3, #item-4.
  fromHash(hash) {
    const item = /^#item-(\d+)$/.exec(hash);
    const label = item ? this.items.get(item[1]) : new URLSearchParams(hash.slice(1)).get("page");
    return label ? this.number(label) : undefined;
  }
}
