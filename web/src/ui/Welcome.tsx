import { useShop } from './context';

export function Welcome() {
  const { texts, session } = useShop();
  return (
    <div className="welcome">
      <h2>{texts.welcome}</h2>
      <p>{texts.invitation}</p>
      <ul className="chips">
        {texts.examples.map(text => <li key={text}><button type="button" onClick={() => session.ask(text)}>{text}</button></li>)}
      </ul>
    </div>
  );
}
