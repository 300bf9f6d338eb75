import { texts } from './texts';

export function Table({ heads, rows }: { heads: string[]; rows: (string | number)[][] }) {
  if (!rows.length) return <p className="note">{texts.noData}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={heads[0]}>
      <table>
        <thead><tr>{heads.map(head => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={heads[column] ?? column} className={typeof cell === 'number' ? 'number' : undefined}>
                  {typeof cell === 'number' ? cell.toLocaleString() : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
