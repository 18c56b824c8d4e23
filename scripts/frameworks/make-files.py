"""Writes small networks of many libraries with what these say of twelve numbers: make-files.py DIRECTORY [FUNCTION…].

Needs the libraries that check.sh installs, and onnxscript. What fixtures/frameworks has was chosen of it.
"""
import os, sys
import numpy as np, json
O=sys.argv.pop(1); os.makedirs(O,exist_ok=True)
rng=np.random.default_rng(7); H=3
xs=rng.normal(size=12).astype(np.float32)
rec=[]
def save(name,files,out,extra=()):
    out=np.asarray(out,dtype=np.float64).reshape(12,-1)
    rec.append(dict(name=name,files=files,input=[float(x) for x in xs],output=out.tolist(),extra=list(extra)))
def R(*s): return (rng.normal(size=s)*0.6).astype(np.float32)
def attempt(f):
    try: f()
    except Exception as e:
        import traceback; print(f.__name__,'FAILED',repr(e)[:300]); traceback.print_exc(limit=3)

def torch_():
    import torch
    from safetensors.torch import save_file
    for kind,layers in [('LSTM',2),('GRU',3),('RNN',2)]:
        torch.manual_seed(1)
        global N
        class N(torch.nn.Module):
            def __init__(s):
                super().__init__(); s.lstm=getattr(torch.nn,kind)(1,H,layers,batch_first=True); s.out=torch.nn.Linear(H,1)
            def forward(s,x): return s.out(s.lstm(x)[0])
        n=N()
        y=n(torch.tensor(xs).reshape(1,12,1)).detach().numpy()
        n2=torch.nn.Sequential(); 
        sd={'module._orig_mod.'+k:v for k,v in n.state_dict().items()}
        torch.save({'epoch':3,'model_state_dict':n.state_dict(),'optimizer_state_dict':torch.optim.Adam(n.parameters()).state_dict(),'loss':0.5},f'{O}/torch-ck-{kind}.pt')
        torch.save(sd,f'{O}/torch-ddp-{kind}.pt')
        torch.save(n.state_dict(),f'{O}/torch-p4-{kind}.pt',pickle_protocol=4)
        nd=N().double(); nd.load_state_dict(n.state_dict()); torch.save(nd.state_dict(),f'{O}/torch-f64-{kind}.pt')
        save_file(sd,f'{O}/torch-ddp-{kind}.safetensors')
        # transposed views
        sv={k:(v.t().contiguous().t() if v.ndim==2 else v) for k,v in n.state_dict().items()}
        torch.save(sv,f'{O}/torch-views-{kind}.pt')
        opt=torch.optim.Adam(n.parameters()); 
        fl=[f'torch-{a}-{kind}.pt' for a in ('ck','ddp','p4','f64','views')]+[f'torch-ddp-{kind}.safetensors']
        for dyn in (True,False):
            f=f'{O}/torch-{"dynamo" if dyn else "ts"}-{kind}.onnx'
            try:
                torch.onnx.export(n.eval(),(torch.tensor(xs).reshape(1,12,1),),f,dynamo=dyn,opset_version=18 if not dyn else 20)
                fl.append(os.path.basename(f))
            except Exception as e: print('export',kind,dyn,repr(e)[:200])
        save('torch '+kind,fl,y)
        torch.save(n,f'{O}/torch-module-{kind}.pt'); torch.save(n.state_dict(),f'{O}/torch-legacy-{kind}.pt',_use_new_zipfile_serialization=False)
        torch.jit.script(n).save(f'{O}/torch-jit-{kind}.pt')
        # last step only
        class L(torch.nn.Module):
            def __init__(s): super().__init__(); s.n=n
            def forward(s,x): return s.n.out(s.n.lstm(x)[0][:,-1])
        torch.onnx.export(L().eval(),(torch.tensor(xs).reshape(1,12,1),),f'{O}/torch-last-{kind}.onnx',dynamo=False,opset_version=18)
        save('torch last '+kind,[f'torch-last-{kind}.onnx',f'torch-module-{kind}.pt',f'torch-legacy-{kind}.pt',f'torch-jit-{kind}.pt'],y)
    # cells
    for kind in ['LSTMCell','GRUCell','RNNCell']:
        torch.manual_seed(2)
        c=getattr(torch.nn,kind)(1,H); fc=torch.nn.Linear(H,1)
        m=torch.nn.ModuleDict(dict(cell=c,fc=fc)); h=None; ys=[]
        for x in xs:
            h=c(torch.tensor([[x]]),h); ys.append(fc(h[0] if kind=='LSTMCell' else h).item())
        torch.save(m.state_dict(),f'{O}/torch-{kind}.pt'); save('torch '+kind,[f'torch-{kind}.pt'],ys)
        torch.save(c.state_dict(),f'{O}/torch-bare-{kind}.pt')
def keras_():
    os.environ['KERAS_BACKEND']='jax'
    import keras
    from keras import layers as L
    def rnd(m): m.set_weights([R(*w.shape) for w in m.get_weights()])
    specs={
     'simple':[L.SimpleRNN(H,return_sequences=True),L.Dense(1)],
     'simple-relu':[L.SimpleRNN(H,activation='relu',return_sequences=True),L.Dense(1)],
     'lstm2':[L.LSTM(H,return_sequences=True),L.Dropout(.3),L.LSTM(H,return_sequences=True),L.Dense(1)],
     'gru-nobias':[L.GRU(H,use_bias=False,return_sequences=True),L.Dense(1)],
     'gru-nobias-before':[L.GRU(H,use_bias=False,reset_after=False,return_sequences=True),L.Dense(1)],
     'rnn-cells':[L.RNN([L.LSTMCell(H),L.LSTMCell(H)],return_sequences=True),L.Dense(1)],
     'td':[L.GRU(H,return_sequences=True),L.TimeDistributed(L.Dense(1))],
     'bi':[L.Bidirectional(L.LSTM(H,return_sequences=True)),L.Dense(1)],
     'hard':[L.LSTM(H,recurrent_activation='hard_sigmoid',return_sequences=True),L.Dense(1)],
     'back':[L.LSTM(H,go_backwards=True,return_sequences=True),L.Dense(1)],
     'norm':[L.LSTM(H,return_sequences=True),L.LayerNormalization(),L.Dense(1)],
     'dense-relu':[L.LSTM(H,return_sequences=True),L.Dense(4,activation='relu'),L.Dense(1)],
     'conv':[L.Conv1D(2,1),L.LSTM(H,return_sequences=True),L.Dense(1)],
     'nodense':[L.GRU(H,return_sequences=True)],
     'widths':[L.GRU(4,return_sequences=True),L.GRU(H,return_sequences=True),L.Dense(1)],
     'fit':[L.GRU(H,return_sequences=True),L.Dense(1)],
    }
    for n,ls in specs.items():
        m=keras.Sequential([keras.Input((None,1))]+ls); 
        if n=='fit':
            m.compile('adam','mse'); m.fit(xs.reshape(1,12,1),xs.reshape(1,12,1),verbose=0)
        rnd(m)
        y=np.asarray(m(xs.reshape(1,12,1)))
        fs=[f'keras-{n}.keras',f'keras-{n}.weights.h5',f'keras-{n}.h5']
        for f in fs: (m.save_weights if 'weights' in f else m.save)(f'{O}/{f}')
        np.savez(f'{O}/keras-{n}.npz',*m.get_weights())
        save('keras '+n,fs+([f'keras-{n}.npz'] if n in('simple','lstm2','fit') else []),y)
    i=keras.Input((None,1)); o=L.Dense(1)(L.GRU(H,return_sequences=True)(i)); m=keras.Model(i,o); rnd(m)
    y=np.asarray(m(xs.reshape(1,12,1))); m.save(f'{O}/keras-func.keras'); m.save_weights(f'{O}/keras-func.weights.h5'); save('keras functional',['keras-func.keras','keras-func.weights.h5'],y)
    class Sub(keras.Model):
        def __init__(s): super().__init__(); s.r=L.LSTM(H,return_sequences=True); s.d=L.Dense(1)
        def call(s,x): return s.d(s.r(x))
    m=Sub(); m(xs.reshape(1,12,1)); rnd(m); y=np.asarray(m(xs.reshape(1,12,1))); m.save_weights(f'{O}/keras-sub.weights.h5'); save('keras subclass',['keras-sub.weights.h5'],y)
def flax_():
    import jax, jax.numpy as jnp, flax.linen as nn, flax.serialization as S
    from safetensors.numpy import save_file
    from flax.traverse_util import flatten_dict
    for C in ['LSTMCell','OptimizedLSTMCell','GRUCell','SimpleCell','MGUCell']:
        class M(nn.Module):
            @nn.compact
            def __call__(s,x): return nn.Dense(1)(nn.RNN(getattr(nn,C)(H))(x))
        m=M(); p=m.init(jax.random.PRNGKey(0),xs.reshape(1,12,1)); p=jax.tree_util.tree_map(lambda a:R(*a.shape),p)
        y=m.apply(p,xs.reshape(1,12,1))
        open(f'{O}/flax-{C}.msgpack','wb').write(S.to_bytes(p))
        save_file({'.'.join(k):np.asarray(v) for k,v in flatten_dict(p).items()},f'{O}/flax-{C}.safetensors')
        np.savez(f'{O}/flax-{C}.npz',**{'/'.join(k):np.asarray(v) for k,v in flatten_dict(p).items()})
        save('flax '+C,[f'flax-{C}.msgpack',f'flax-{C}.safetensors',f'flax-{C}.npz'],y)
    from flax import nnx
    for C in ['LSTMCell','OptimizedLSTMCell','GRUCell','SimpleCell']:
        class N(nnx.Module):
            def __init__(s,rngs): s.rnn=nnx.RNN(getattr(nnx,C)(1,H,rngs=rngs),rngs=rngs); s.fc=nnx.Linear(H,1,rngs=rngs)
            def __call__(s,x): return s.fc(s.rnn(x))
        m=N(nnx.Rngs(0)); st=nnx.state(m)
        flat=dict(nnx.to_flat_state(st))
        d={}
        for k,v in flat.items():
            a=v.get_value() if hasattr(v,'get_value') else v.value
            if not isinstance(v,nnx.Param):
                try: d['.'.join(map(str,k))]=np.asarray(jax.random.key_data(a)) 
                except Exception: d['.'.join(map(str,k))]=np.asarray(a)
                continue
            nv=R(*a.shape); v.set_value(jnp.asarray(nv)) if hasattr(v,'set_value') else setattr(v,'value',jnp.asarray(nv))
            d['.'.join(map(str,k))]=nv
        nnx.update(m,st) 
        y=m(jnp.asarray(xs.reshape(1,12,1)))
        save_file({k:np.ascontiguousarray(v) for k,v in d.items()},f'{O}/nnx-{C}.safetensors')
        pure=nnx.to_pure_dict(nnx.state(m,nnx.Param)); open(f'{O}/nnx-{C}.msgpack','wb').write(S.to_bytes(S.to_state_dict(pure)))
        print(C,list(d))
        save('nnx '+C,[f'nnx-{C}.safetensors',f'nnx-{C}.msgpack'],y)
def equinox_():
    import equinox as eqx, jax, jax.numpy as jnp
    for C in ['LSTMCell','GRUCell']:
        class M(eqx.Module):
            cell: eqx.Module
            fc: eqx.nn.Linear
            def __init__(s,k): s.cell=getattr(eqx.nn,C)(1,H,key=k); s.fc=eqx.nn.Linear(H,1,key=k)
        m=M(jax.random.PRNGKey(1)); m=jax.tree_util.tree_map(lambda a:jnp.asarray(R(*a.shape)) if eqx.is_array(a) else a,m)
        h=(jnp.zeros(H),jnp.zeros(H)) if C=='LSTMCell' else jnp.zeros(H); ys=[]
        for x in xs:
            h=m.cell(jnp.asarray([x]),h); ys.append(float(m.fc(h[0] if C=='LSTMCell' else h)[0]))
        eqx.tree_serialise_leaves(f'{O}/eqx-{C}.eqx',m)
        with open(f'{O}/eqx-h-{C}.eqx','wb') as f: f.write((json.dumps({'hidden':H})+'\n').encode()); eqx.tree_serialise_leaves(f,m)
        save('equinox '+C,[f'eqx-{C}.eqx',f'eqx-h-{C}.eqx'],ys)
    class S(eqx.Module):
        cells: list
        fc: eqx.nn.Linear
        def __init__(s,k): s.cells=[eqx.nn.LSTMCell(1,H,key=k),eqx.nn.LSTMCell(H,H,key=k)]; s.fc=eqx.nn.Linear(H,1,key=k)
    m=S(jax.random.PRNGKey(1)); hs=[(jnp.zeros(H),jnp.zeros(H))]*2; ys=[]
    for x in xs:
        v=jnp.asarray([x])
        for i,c in enumerate(m.cells): hs[i]=c(v,hs[i]); v=hs[i][0]
        ys.append(float(m.fc(v)[0]))
    eqx.tree_serialise_leaves(f'{O}/eqx-two.eqx',m); save('equinox two',['eqx-two.eqx'],ys)
def haiku_():
    import haiku as hk, jax, jax.numpy as jnp
    def net(C,n):
        def f(x):
            cores=[getattr(hk,C)(H) for _ in range(n)]
            core=hk.DeepRNN(cores)
            o,_=hk.dynamic_unroll(core,x,core.initial_state(1)); return hk.BatchApply(hk.Linear(1))(o)
        return hk.without_apply_rng(hk.transform(f))
    for C in ['LSTM','GRU','VanillaRNN']:
        for n in (1,2):
            t=net(C,n); p=t.init(jax.random.PRNGKey(0),xs.reshape(12,1,1)); p=jax.tree_util.tree_map(lambda a:R(*a.shape),p)
            y=t.apply(p,xs.reshape(12,1,1))
            np.savez(f'{O}/haiku-{C}{n}.npz',**{f'{m}/{k}':np.asarray(v) for m,d in p.items() for k,v in d.items()}); print(C,n,list(p))
            save(f'haiku {C} {n}',[f'haiku-{C}{n}.npz'],y)
def mlx_():
    import mlx.core as mx, mlx.nn as nn
    from mlx.utils import tree_flatten,tree_map
    for C in ['LSTM','GRU','RNN']:
        class M(nn.Module):
            def __init__(s): super().__init__(); s.layers=[getattr(nn,C)(1,H),getattr(nn,C)(H,H)]; s.fc=nn.Linear(H,1)
            def __call__(s,x):
                for l in s.layers: x=l(x); x=x[0] if isinstance(x,tuple) else x
                return s.fc(x)
        m=M(); m.update(tree_map(lambda a:mx.array(R(*a.shape)),m.parameters()))
        y=np.asarray(m(mx.array(xs.reshape(1,12,1))))
        m.save_weights(f'{O}/mlx-{C}.safetensors'); m.save_weights(f'{O}/mlx-{C}.npz'); save('mlx '+C,[f'mlx-{C}.safetensors',f'mlx-{C}.npz'],y)
def tinygrad_():
    from tinygrad import Tensor, nn
    from tinygrad.nn.state import get_state_dict, safe_save
    class M:
        def __init__(s): s.rnn=nn.LSTMCell(1,H); s.fc=nn.Linear(H,1)
    m=M(); h=None; ys=[]
    for x in xs:
        h=m.rnn(Tensor([[float(x)]]),h); ys.append(m.fc(h[0]).item())
    safe_save(get_state_dict(m),f'{O}/tinygrad.safetensors'); save('tinygrad',['tinygrad.safetensors'],ys)
def dezero_():
    import dezero, dezero.layers as L
    from dezero import Model
    for C in ['RNN','LSTM']:
        class M(Model):
            def __init__(s): super().__init__(); s.rnn=getattr(L,C)(H); s.fc=L.Linear(1)
            def reset_state(s): s.rnn.reset_state()
            def forward(s,x): return s.fc(s.rnn(x))
        m=M(); m(np.zeros((1,1),np.float32)); 
        for p in m.params(): p.data=R(*p.data.shape)
        m.reset_state(); ys=[float(np.asarray(m(np.array([[x]],np.float32)).data).reshape(-1)[0]) for x in xs]
        m.save_weights(f'{O}/dezero-{C}.npz'); save('dezero '+C,[f'dezero-{C}.npz'],ys)
for f in [globals()[n] for n in (sys.argv[1:] or ['torch_','keras_','flax_','equinox_','haiku_','mlx_','tinygrad_','dezero_'])]: attempt(f)
old=[]
p=f'{O}/cases.json'
if os.path.exists(p) and sys.argv[1:]: old=[c for c in json.load(open(p)) if c['name'] not in {r['name'] for r in rec}]
json.dump(old+rec,open(p,'w'))
