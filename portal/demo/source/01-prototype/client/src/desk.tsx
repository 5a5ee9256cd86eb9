export function Desk() {
  return <main><h1>Harbour Desk</h1></main>;
}
