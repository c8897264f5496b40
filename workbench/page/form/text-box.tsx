import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { InsertMenu } from './insert-menu';
import { nameOfPath, partsOf, type Source, useSources } from './sources';

interface TextBoxProps {
  /** The id of the element that names it. */
  labelledBy: string;
  label: string;
  describedBy?: string | undefined;
  value: string;
  onValue: (value: string) => void;
  lines?: boolean;
  digits?: boolean;
  placeholder?: string | undefined;
  focused?: boolean;
}

/**
 * A text that may hold values of earlier steps. In the state these are `{{1.email}}`; on the page each is a chip
 * with its label, which is put in by the “+” beside the text, and taken away as a letter is.
 */
export function TextBox(props: TextBoxProps) {
  const { labelledBy, label, describedBy, value, onValue, lines, digits, placeholder, focused } = props;
  const sources = useSources();
  const box = useRef<HTMLDivElement>(null);
  const caret = useRef<Range | undefined>(undefined);
  const names = partsOf(value)
    .map((part) => ('path' in part ? nameOfPath(sources, part.path) : ''))
    .join('\n');

  useLayoutEffect(() => {
    if (box.current) draw(box.current, value, sources);
  }, [names]);
  useLayoutEffect(() => {
    if (box.current && read(box.current) !== value) draw(box.current, value, sources);
  }, [value]);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, []);

  const changed = () => {
    if (!box.current) return;
    const text = read(box.current);
    if (text === '') box.current.replaceChildren();
    onValue(text);
  };
  const remember = () => {
    const selection = getSelection();
    if (selection?.rangeCount && box.current?.contains(selection.anchorNode))
      caret.current = selection.getRangeAt(0);
  };
  const insert = (path: string) => {
    if (!box.current) return;
    const range = rangeIn(box.current, caret.current);
    const chip = chipOf(path, sources);
    range.deleteContents();
    range.insertNode(chip);
    range.setStartAfter(chip);
    range.collapse(true);
    caret.current = range;
    box.current.focus();
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    changed();
  };

  return (
    <div class="with-insert">
      {/* biome-ignore lint/a11y/useSemanticElements: a text field can't hold chips. */}
      <div
        ref={box}
        class={lines ? 'text-box lines' : 'text-box'}
        role="textbox"
        tabIndex={0}
        contentEditable="plaintext-only"
        inputMode={digits ? 'decimal' : 'text'}
        aria-multiline={lines ?? false}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        data-placeholder={placeholder}
        spellcheck={false}
        onInput={changed}
        onBlur={remember}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !lines) event.preventDefault();
        }}
      />
      <InsertMenu label={label} onInsert={insert} />
    </div>
  );
}

/** Where to put something in: where the caret last was, else at the end. */
function rangeIn(box: HTMLElement, caret: Range | undefined): Range {
  if (caret && box.contains(caret.startContainer)) return caret;
  const end = document.createRange();
  end.selectNodeContents(box);
  end.collapse(false);
  return end;
}

function chipOf(path: string, sources: Source[]): HTMLElement {
  const chip = document.createElement('span');
  chip.className = 'chip';
  chip.contentEditable = 'false';
  chip.dataset.path = path;
  chip.textContent = nameOfPath(sources, path);
  return chip;
}

function draw(box: HTMLElement, text: string, sources: Source[]): void {
  const nodes = partsOf(text).map((part) => ('path' in part ? chipOf(part.path, sources) : part.text));
  // Without a second break the caret could not stand on an empty last line.
  box.replaceChildren(...nodes, ...(text.endsWith('\n') ? ['\n'] : []));
  if (document.activeElement !== box) return;
  const end = rangeIn(box, undefined);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(end);
}

/** The text of what the box holds, its chips as templates. */
const read = (box: Node): string =>
  // The last break is the browser's own: it lets the caret stand on an empty last line.
  textsOf(box).replace(/\n$/, '');

const textsOf = (node: Node): string => [...node.childNodes].map(textOf).join('');

function textOf(node: Node): string {
  if (node instanceof HTMLElement && node.dataset.path !== undefined) return `{{${node.dataset.path}}}`;
  if (node.nodeName === 'BR') return '\n';
  return node instanceof HTMLElement ? textsOf(node) : (node.textContent ?? '');
}
