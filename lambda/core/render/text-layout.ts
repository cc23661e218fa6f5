import type {
  AlertOutline,
  LetterBlock,
  ListBlock,
  OutlineBlock,
  OutlineSection,
  StepBlock,
} from './outline';
import { toMoreSteps } from './fix-section';
import { formatCount } from './quantity';
import { join, type Line, type Span, text as plain } from './spans';
import { type WrapOptions, wrapText, wrapWords } from './wrap-text';

/** What can look different in a channel of plain text. */
export type TextRole =
  Span['kind'] | 'headline' | 'title' | 'command' | 'added' | 'removed' | 'link' | 'quiet';

/** How plain text looks in one channel. */
export interface TextStyle {
  readonly columns: number;
  /** Columns a piece of text takes; absent where every character counts for one. */
  readonly width?: (text: string) => number;
  /** A name as it stands in a sentence. */
  readonly quote: (name: string) => string;
  /** Absent where there are no colours. */
  readonly paint?: (text: string, role: TextRole) => string;
}

const INDENT = '  ';

/** An outline as lines of text: what e-mail and terminal have in common. Commands and documents are never wrapped. */
export function layOutText(outline: AlertOutline, style: TextStyle): readonly string[] {
  return new TextLayout(style).layOut(outline);
}

class TextLayout {
  private readonly lines: string[] = [];

  constructor(private readonly style: TextStyle) {}

  layOut({ headline, verdict, impact, sections, links, footer }: AlertOutline): readonly string[] {
    this.addText(headline, 'headline');
    this.lines.push('');
    this.addLine(verdict, '');
    if (impact.length > 0) this.addLine(join(impact, ' · '), '');
    for (const section of sections) this.addSection(section);
    this.lines.push('');
    this.addLinks(links);
    this.addText(this.toText(join(footer, ' · ')), 'quiet');
    return this.lines;
  }

  private addSection({ title, note, blocks, more = 0 }: OutlineSection): void {
    this.lines.push('');
    const heading = this.paint(title, 'title');
    if (note === undefined) this.lines.push(heading);
    else this.addLine([plain('('), ...note, plain(')')], `${heading} `, INDENT);
    for (const block of blocks) this.addBlock(block);
    if (more > 0) this.addLine(toMoreSteps(more), INDENT);
  }

  private addBlock(block: OutlineBlock): void {
    switch (block.kind) {
      case 'paragraph':
        this.addLine(block.line, INDENT);
        break;
      case 'list':
        this.addList(block);
        break;
      case 'step':
        this.addStep(block);
        break;
      case 'letter':
        this.addLetter(block);
        break;
    }
  }

  private addList({ items, more, ordered }: ListBlock): void {
    for (const [index, { line, detail }] of items.entries()) {
      const whole = detail === undefined ? line : [...line, ...detail];
      this.addLine(whole, `${INDENT}${ordered ? `${index + 1}.` : '-'} `);
    }
    if (more > 0) this.lines.push(`${INDENT}+${formatCount(more)} more`);
  }

  private addStep({ number, line, command, policy }: StepBlock): void {
    const first = number === undefined ? INDENT : `${INDENT}${number}. `;
    this.addLine(line, first);
    const inner = ' '.repeat(first.length + INDENT.length);
    for (const { text, mark = 'command' } of policy ?? []) this.lines.push(inner + this.paint(text, mark));
    if (command !== undefined) this.lines.push(inner + this.paint(command, 'command'));
  }

  /** As it is to be pasted: no word of it is moved to another line. */
  private addLetter({ lines }: LetterBlock): void {
    for (const line of lines) this.lines.push(line === '' ? '' : INDENT + line);
  }

  private addLinks(links: AlertOutline['links']): void {
    const { width = (label: string) => label.length } = this.style;
    const widest = Math.max(0, ...links.map(({ label }) => width(label)));
    for (const { label, url } of links) {
      const padding = ' '.repeat(widest - width(label));
      this.lines.push(`${this.paint(label, 'quiet')}${padding}  ${this.paint(url, 'link')}`);
    }
  }

  /** A line of spans; what does not fit goes on below it, under its first word. */
  private addLine(line: Line, first: string, indent = ' '.repeat(first.length)): void {
    const { columns, width } = this.style;
    this.add(line, { columns, width, first, indent });
  }

  /** One text in one look. */
  private addText(text: string, role: TextRole): void {
    const { columns, width } = this.style;
    for (const line of wrapText(text, { columns, width, first: '', indent: '' }))
      this.lines.push(this.paint(line, role));
  }

  private add(line: Line, options: WrapOptions): void {
    const lines =
      this.style.paint === undefined
        ? wrapText(this.toText(line), options)
        : wrapWords(this.toPaintedWords(line), options);
    for (const wrapped of lines) this.lines.push(wrapped);
  }

  private toText(line: Line): string {
    let text = '';
    for (const span of line) text += this.toSpanText(span);
    return text;
  }

  private toSpanText({ kind, text }: Span): string {
    return kind === 'code' ? this.style.quote(text) : text;
  }

  /** Each word painted by itself, so that no colour runs over the end of a line. */
  private toPaintedWords(line: Line): readonly string[] {
    const words: string[] = [];
    for (const span of line) {
      const [first = '', ...rest] = this.toSpanText(span)
        .split(' ')
        .map((word) => this.paint(word, span.kind));
      // Punctuation that follows a name without a space stays with it.
      words.push(`${words.pop() ?? ''}${first}`, ...rest);
    }
    return words;
  }

  private paint(text: string, role: TextRole): string {
    return this.style.paint?.(text, role) ?? text;
  }
}
