// Vite turns `x.module.css` into a record of class names. Names are looked up with brackets (`styles['row']`): a missing
// one is `undefined` for the compiler as it is at run time.
declare module '*.module.css' {
  const names: Readonly<Record<string, string>>
  export default names
}

declare module '*.css'
