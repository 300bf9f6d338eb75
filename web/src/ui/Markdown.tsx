import { Fragment, memo, type ReactNode } from 'react';
import { parseMarkdown, type Block, type Inline } from '../text/markdown';

export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return <>{parseMarkdown(text).map((block, index) => <Fragment key={index}>{drawBlock(block)}</Fragment>)}</>;
});

function drawBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'paragraph': return <p>{draw(block.content)}</p>;
    case 'heading': return <p className="heading">{draw(block.content)}</p>;
    case 'quote': return <blockquote>{draw(block.content)}</blockquote>;
    case 'code': return <pre tabIndex={0}><code>{block.text}</code></pre>;
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{draw(item)}</li>);
      return block.isOrdered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function draw(content: Inline[]): ReactNode {
  return content.map((node, index) => <Fragment key={index}>{drawInline(node)}</Fragment>);
}

function drawInline(node: Inline): ReactNode {
  switch (node.kind) {
    case 'text': return node.text;
    case 'break': return <br />;
    case 'code': return <code>{node.text}</code>;
    case 'strong': return <strong>{draw(node.content)}</strong>;
    case 'emphasis': return <em>{draw(node.content)}</em>;
    case 'deleted': return <del>{draw(node.content)}</del>;
    case 'link': {
      // A label may say what it likes: where the link leads is shown.
      const { host } = new URL(node.href);
      return (
        <>
          <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">{draw(node.content)}</a>
          {!plainText(node.content).includes(host) && <span className="faint"> ({host})</span>}
        </>
      );
    }
  }
}

function plainText(content: Inline[]): string {
  return content.map(node => ('text' in node ? node.text : 'content' in node ? plainText(node.content) : ' ')).join('');
}
