import { patchChildren } from '../../../cli/page/client/patch';
import { element, type PageChild } from '../../../cli/page/page-node';
import { makeFakeDocument } from './fake-document';

function setUp(...first: readonly PageChild[]) {
  const document = makeFakeDocument();
  const root = document.createElement('div');
  const patch = (...children: readonly PageChild[]): readonly string[] => {
    document.changes.length = 0;
    patchChildren(root, children, document);
    return document.changes;
  };
  patch(...first);
  return { root, patch };
}

const item = (key: string, text = key) => element('li', { key }, text);

describe('patchChildren', () => {
  it('changes nothing when nothing changed', () => {
    const view = element('p', { class: 'a' }, 'text', element('b', {}, 'bold'));
    expect(setUp(view).patch(view)).toEqual([]);
  });

  it('sets text as text, whatever it looks like', () => {
    const { root } = setUp(element('p', {}, '<img src=x>'));
    expect(root.textContent).toBe('<img src=x>');
    expect(root.childNodes[0]?.childNodes).toHaveLength(1);
    expect(root.childNodes[0]?.childNodes[0]?.nodeType).toBe(3);
  });

  it('rewrites only what changed', () => {
    const { patch } = setUp(element('p', { class: 'a', id: 'x' }, 'one'));
    expect(patch(element('p', { class: 'b' }, 'two'))).toEqual(['unset id', 'set class', 'text two']);
  });

  it('keeps keyed elements when another comes in front, so that focus stays', () => {
    const { root, patch } = setUp(item('a'), item('b'));
    const before = Array.from(root.childNodes);
    patch(item('c'), item('a'), item('b'));
    expect(root.textContent).toBe('cab');
    expect(Array.from(root.childNodes).slice(1)).toEqual(before);
    expect(root.childNodes[1]).toBe(before[0]);
    expect(root.childNodes[2]).toBe(before[1]);
  });

  it('reorders and removes keyed elements', () => {
    const { root, patch } = setUp(item('a'), item('b'), item('c'));
    const [a, , c] = Array.from(root.childNodes);
    patch(item('c'), item('a'));
    expect(Array.from(root.childNodes)).toEqual([c, a]);
    expect(root.childNodes[0]).toBe(c);
  });

  it('replaces an element by one of another kind', () => {
    const { root, patch } = setUp('text', element('p', {}, 'x'));
    patch(element('p', {}, 'y'), element('h2', {}, 'z'));
    expect(root.textContent).toBe('yz');
    expect(root.childNodes).toHaveLength(2);
  });

  it('never takes a keyed element for one without a key', () => {
    const { root, patch } = setUp(item('a'));
    const [a] = Array.from(root.childNodes);
    patch(element('li', {}, 'new'), item('a'));
    expect(root.childNodes[1]).toBe(a);
    expect(root.textContent).toBe('newa');
  });
});
