// The places a write speaks of, wherever among its fields they stand. Offsets are code points.

/** @returns {[number, number][]} in a fixed order */
export function placesOf(fields) {
  const places = [];
  withPlaces(fields, (place) => {
    places.push(place);
    return place;
  });
  return places;
}

/**
 * The same fields with every place put somewhere else.
 *
 * @param {object} fields
 * @param {(place: [number, number]) => [number, number]} put called in the order of `placesOf`
 */
export function withPlaces(fields, put) {
  const moved = { ...fields };
  if (fields.places) {
    moved.places = fields.places.map(put);
  }
  if (fields.place) {
    moved.place = put(fields.place);
  }
  if (fields.pieces) {
    moved.pieces = fields.pieces.map(([role, start, end]) => [role, ...put([start, end])]);
  }
  if (fields.derivation?.place) {
    moved.derivation = { ...fields.derivation, place: put(fields.derivation.place) };
  }
  return moved;
}

/**
 * Where the words of a write stand in another text.
 *
 * @param {Write} write
 * @param {Text} text
 * @returns {{fields: object, lost: string[]}} `lost`: words that do not stand there any more, or
 *   more than once with nothing to tell which is meant
 */
export function relocated(write, text) {
  const lost = [];
  let at = 0;
  const fields = withPlaces(write.fields, (place) => {
    const quote = write.quotes[at];
    at += 1;
    const found = text.locate(quote);
    if (!found) {
      lost.push(quote.exact);
    }
    return found ?? place;
  });
  return { fields, lost };
}
