/** The widget's style sheet, put in its place by scripts/build-web. */
declare module 'widget-style' {
  const text: string;
  export default text;
}
