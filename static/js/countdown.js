// "Sending starts in 9:58." The seconds come from the server, so a wrong clock here does no harm.
const clock = (left) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;

const count = (line) => {
  const ends = performance.now() + Number(line.dataset.countdown) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
    line.textContent = left ? line.dataset.words.replace("%", clock(left)) : line.dataset.done;
    if (left) return setTimeout(tick, 1000);
    line.parentElement.querySelector("form")?.remove();
  };
  tick();
};

document.querySelectorAll("[data-countdown]").forEach(count);
