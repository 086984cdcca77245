import { type ComponentChildren, Fragment, options } from 'preact';

/*
 * HTML has no border between two texts, so the browser finds one where the components have `{name} {', '}`, and would
 * split it when it takes the page over. So texts that follow each other are joined when an element is made. Where a
 * component returns a text, or begins or ends with one, put it into an element.
 */
const before = options.vnode?.bind(options);
options.vnode = (vnode) => {
  const { type, props } = vnode;
  if ((typeof type === 'string' || type === Fragment) && Array.isArray(props.children) && !isJoined(props.children)) {
    props.children = joined(props.children);
  }
  before?.(vnode);
};

/** Most children are: they needn't be copied. */
function isJoined(children: readonly ComponentChildren[]): boolean {
  let isAfterText = false;
  for (const child of children) {
    if (child === null || child === undefined || typeof child === 'boolean') continue;
    const isText = typeof child !== 'object';
    if (Array.isArray(child) || child === '' || (isText && isAfterText)) return false;
    isAfterText = isText;
  }
  return true;
}

/** Everything else keeps its place, absent children too: by it they are recognized in the next rendering. */
function joined(children: readonly ComponentChildren[]): ComponentChildren[] {
  const result: ComponentChildren[] = [];
  let text = { at: -1, value: '' };
  for (const child of children.flat(Infinity) as ComponentChildren[]) {
    if (child === null || child === undefined || typeof child === 'boolean' || child === '') result.push(null);
    else if (typeof child === 'object') {
      result.push(child);
      text = { at: -1, value: '' };
    } else if (text.at >= 0) {
      text.value += String(child);
      result[text.at] = text.value;
    } else {
      text = { at: result.length, value: String(child) };
      result.push(text.value);
    }
  }
  return result;
}
