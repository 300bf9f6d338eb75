import 'react';

// What Debian's types of React do not know yet.
declare module 'react' {
  interface TextareaHTMLAttributes<T> {
    enterKeyHint?: 'send';
  }
}
