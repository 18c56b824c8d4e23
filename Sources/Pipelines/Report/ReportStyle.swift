/// How a page about a pipeline looks, and what it does where scripts run.
enum ReportStyle {
    static let css = """
        :root{--paper:#fff;--ink:#1b1d22;--soft:#5a5f6a;--line:#d5d8de;--good:#dff1e1;--bad:#fbe5d6;--link:#0b57a4}
        @media(prefers-color-scheme:dark){:root{--paper:#1b1d22;--ink:#ededed;--soft:#b4b9c4;--line:#454a54;--good:#1f4527;--bad:#5a3416;--link:#8cc2ff}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        header,main{max-width:62rem;margin:auto;padding:1rem}h1{margin:.5rem 0}h2{margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
        a{color:var(--link)}nav a{margin-right:1rem}p,.time{color:var(--soft)}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .scroll,pre{overflow:auto;max-width:100%}pre{border:1px solid var(--line);border-radius:6px;padding:.7rem;max-height:28rem;font-size:.85rem}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{border-bottom:1px solid var(--line);padding:.25rem .7rem;text-align:left}
        td.n{text-align:right}th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;cursor:pointer}
        th[aria-sort=ascending] button::after{content:" ↑"}th[aria-sort=descending] button::after{content:" ↓"}
        figure{margin:1rem 0;break-inside:avoid}figure svg{max-width:100%;height:auto;background:#fff;border-radius:6px}figcaption{color:var(--soft)}
        .graph text{fill:var(--ink);font:14px system-ui,sans-serif}.graph .small{font-size:12px}.graph rect{stroke:var(--line)}
        .graph rect.good{fill:var(--good)}.graph rect.bad{fill:var(--bad)}.edge{fill:none;stroke:var(--soft);stroke-width:1.5}
        details{border-bottom:1px solid var(--line);padding:.3rem 0}span.good{background:var(--good)}span.bad{background:var(--bad)}
        span.good,span.bad{padding:0 .4rem;border-radius:4px}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 1rem}dd{margin:0;overflow-wrap:anywhere}
        #value{position:fixed;left:1rem;bottom:1rem;background:var(--ink);color:var(--paper);padding:.3rem .7rem;border-radius:6px;pointer-events:none}
        @media print{:root{--paper:#fff;--ink:#000;--soft:#333;--line:#999;--good:#fff;--bad:#fff;--link:#000}nav,#value{display:none}pre{max-height:none;white-space:pre-wrap}
        h2,h3{break-after:avoid}.scroll{overflow:visible}.graph{max-width:100%;height:auto}table{font-size:8pt}th,td{padding:.1rem .3rem;overflow-wrap:anywhere}
        details::details-content{content-visibility:visible;block-size:auto}}
        """

    static let script = """
        for(const th of document.querySelectorAll('th'))th.firstElementChild.onclick=()=>{const t=th.closest('table'),b=t.tBodies[0],i=th.cellIndex,\
        up=th.getAttribute('aria-sort')!=='ascending';for(const o of t.querySelectorAll('th'))o.setAttribute('aria-sort','none');\
        th.setAttribute('aria-sort',up?'ascending':'descending');const key=r=>{const s=r.cells[i].textContent,n=parseFloat(s);return s===''?Infinity:isNaN(n)?s:n};\
        [...b.rows].sort((p,q)=>{const x=key(p),y=key(q),c=typeof x===typeof y?(x<y?-1:x>y?1:0):typeof x==='number'?-1:1;return up?c:-c}).forEach(r=>b.append(r))};
        const box=document.getElementById('value');
        for(const svg of document.querySelectorAll('figure svg')){const points=[...svg.querySelectorAll('g[data-values]')].flatMap(g=>g.dataset.values.split(';').map(v=>{const p=v.split(' ');return{l:g.dataset.label||'',x:+p[0],y:+p[1],t:p.slice(2).join(' ')}}));\
        svg.onpointermove=e=>{const r=svg.getBoundingClientRect(),k=svg.viewBox.baseVal.width/r.width,x=(e.clientX-r.left)*k,y=(e.clientY-r.top)*k;let best=null,d=1600;\
        for(const p of points){const q=(p.x-x)**2+(p.y-y)**2;if(q<d){d=q;best=p}}box.hidden=!best;if(best)box.textContent=(best.l?best.l+': ':'')+best.t};svg.onpointerleave=()=>{box.hidden=true}}
        """
}
