/**
 * Begins object literals whose first member is a spread with the prototype that they have anyway:
 * `{ ...from, id }` becomes `{ __proto__: Object.prototype, ...from, id }`. It makes the same object; V8 11 makes the first
 * one by copying, and then a hidden class for each member that follows, of each such object: see ADR 40.
 */
export const spreadLiterals = {
  name: 'spread-literals',
  renderChunk(code) {
    const positions = [];
    visit(this.parse(code), ({ type, start, properties }) => {
      if (type === 'ObjectExpression' && properties.length > 1 && beginsWithSpread(properties))
        positions.push(start + 1);
    });
    const pieces = [0, ...positions.sort((a, b) => a - b)].map((from, index) => code.slice(from, positions[index]));
    return { code: pieces.join('__proto__: Object.prototype, '), map: null };
  },
};

/** Without a prototype of its own, which a literal has once at most. */
const beginsWithSpread = ([first, ...others]) =>
  first.type === 'SpreadElement' && !others.some(({ key }) => (key?.name ?? key?.value) === '__proto__');

function visit(node, found) {
  if (typeof node?.type === 'string') found(node);
  for (const value of Object.values(node)) if (typeof value === 'object' && value !== null) visit(value, found);
}
