"""Writes small networks of many libraries with what these say of twelve numbers: make-files.py DIRECTORY [FUNCTION…].

Needs the libraries that check.sh installs, and onnxscript; chainer_, tensorflow_ and paddle_ those of their own environments,
which check.sh sets up, too. What fixtures/frameworks has was chosen of it.
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
def bfloat16_():
    """Weights of half the size, which NumPy's files have no name for; what is said of them is computed in float32."""
    import ml_dtypes, mlx.core as mx, mlx.nn as nn
    from mlx.utils import tree_map
    import haiku as hk, jax, jax.numpy as jnp
    def B(*s): return R(*s).astype(ml_dtypes.bfloat16)
    class M(nn.Module):
        def __init__(s): super().__init__(); s.rnn=nn.GRU(1,H); s.fc=nn.Linear(H,1)
        def __call__(s,x): return s.fc(s.rnn(x))
    m=M(); m.update(tree_map(lambda a:mx.array(B(*a.shape).astype(np.float32)),m.parameters()))
    y=np.asarray(m(mx.array(xs.reshape(1,12,1))))
    m.set_dtype(mx.bfloat16); m.save_weights(f'{O}/mlx-GRU-bfloat16.npz'); save('mlx bfloat16',['mlx-GRU-bfloat16.npz'],y)
    def f(x):
        core=hk.LSTM(H); o,_=hk.dynamic_unroll(core,x,core.initial_state(1)); return hk.BatchApply(hk.Linear(1))(o)
    t=hk.without_apply_rng(hk.transform(f)); p=t.init(jax.random.PRNGKey(0),xs.reshape(12,1,1))
    p=jax.tree_util.tree_map(lambda a:jnp.asarray(B(*a.shape)),p)
    y=t.apply(jax.tree_util.tree_map(lambda a:a.astype(jnp.float32),p),xs.reshape(12,1,1))
    np.savez(f'{O}/haiku-LSTM-bfloat16.npz',**{f'{m}/{k}':np.asarray(v) for m,d in p.items() for k,v in d.items()})
    save('haiku bfloat16',['haiku-LSTM-bfloat16.npz'],y)
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
    np.int=int
    import dezero, dezero.layers as L
    from dezero import Model
    for C in ['RNN','LSTM']:
        class M(Model):
            def __init__(s): super().__init__(); s.rnn=getattr(L,C)(H); s.fc=L.Linear(1)
            def reset_state(s): s.rnn.reset_state()
            def forward(s,x): return s.fc(s.rnn(x))
        m=M(); m.reset_state(); [m(np.zeros((1,1),np.float32)) for _ in range(2)]
        for p in m.params(): p.data=R(*p.data.shape)
        m.reset_state(); ys=[float(np.asarray(m(np.array([[x]],np.float32)).data).reshape(-1)[0]) for x in xs]
        m.save_weights(f'{O}/dezero-{C}.npz'); save('dezero '+C,[f'dezero-{C}.npz'],ys)
def wrappers_():
    """PyTorch's weights as trainers and hubs save them."""
    import torch
    from safetensors.torch import save_file
    X=torch.tensor(xs).reshape(1,12,1)
    for kind in ['LSTM','GRU','RNN']:
        torch.manual_seed(5)
        class N(torch.nn.Module):
            def __init__(s): super().__init__(); s.rnn=getattr(torch.nn,kind)(1,H,2,batch_first=True); s.head=torch.nn.Linear(H,1)
            def forward(s,x): return s.head(s.rnn(x)[0])
        n=N(); y=n(X).detach().numpy(); sd=n.state_dict(); fs=[]
        def put(name,what,**k): torch.save(what,f'{O}/{name}-{kind}.pt',**k); fs.append(f'{name}-{kind}.pt')
        put('wrap-state',{'state_dict':sd,'epoch':1}); put('wrap-model',{'model':sd,'args':{'hidden':H,'name':'a'},'lr':1e-3})
        put('wrap-net',{'net':{'model.'+k:v for k,v in sd.items()}})
        put('wrap-lightning',{'epoch':0,'global_step':3,'pytorch-lightning_version':'2.5.0','state_dict':{'model.'+k:v for k,v in sd.items()},
            'loops':{'fit_loop':{'state_dict':{},'epoch_progress':{'total':{'ready':1}}}},'callbacks':{},'optimizer_states':[torch.optim.Adam(n.parameters()).state_dict()],
            'lr_schedulers':[],'hparams_name':'kwargs','hyper_parameters':{'hidden':H,'lr':0.1}})
        c=torch.compile(n); put('wrap-compiled',c.state_dict())
        put('wrap-nested',{'backbone.encoder.'+k:v for k,v in sd.items()})
        put('wrap-parameters',dict(n.named_parameters())); put('wrap-list',list(sd.items()))
        import collections; put('wrap-ema',{'state_dict':sd,'state_dict_ema':collections.OrderedDict((k,v*0.5) for k,v in sd.items())})
        put('wrap-averaged',torch.optim.swa_utils.AveragedModel(n).state_dict())
        m=N(); m.load_state_dict(sd); opt=torch.optim.AdamW(m.parameters()); m(X).sum().backward(); opt.step()
        put('wrap-opt',{'net_state':sd,'opt':opt.state_dict()})
        save('wrap '+kind,fs,y)
        for t,nm in ((torch.float16,'f16'),(torch.bfloat16,'bf16')):
            m=N(); m.load_state_dict({k:v.to(t) for k,v in n.state_dict().items()}); y2=m(X).detach().numpy()
            torch.save({k:v.to(t) for k,v in n.state_dict().items()},f'{O}/wrap-{nm}-{kind}.pt'); save_file({k:v.to(t) for k,v in n.state_dict().items()},f'{O}/wrap-{nm}-{kind}.safetensors')
            save('wrap '+nm+kind,[f'wrap-{nm}-{kind}.pt',f'wrap-{nm}-{kind}.safetensors'],y2)
        np.savez(f'{O}/wrap-npz-{kind}.npz',**{k:v.numpy() for k,v in n.state_dict().items()})
        np.savez_compressed(f'{O}/wrap-npzf-{kind}.npz',**{k:np.asfortranarray(v.numpy()) for k,v in n.state_dict().items()})
        save('wrap npz'+kind,[f'wrap-npz-{kind}.npz',f'wrap-npzf-{kind}.npz'],y)
    # several inputs and outputs, weight norm, dropout, sequential
    torch.manual_seed(6)
    s=torch.nn.ModuleList([torch.nn.LSTM(1,H),torch.nn.LSTM(H,H),torch.nn.Linear(H,1)]); h=X.transpose(0,1)
    for l in list(s)[:2]: h=l(h)[0]
    torch.save(s.state_dict(),f'{O}/wrap-list-of-layers.pt'); save('wrap layers',['wrap-list-of-layers.pt'],s[2](h).detach().numpy())
    r=torch.nn.ModuleDict(dict(rnn=torch.nn.LSTM(1,H,dropout=0.0),drop=torch.nn.Dropout(),fc=torch.nn.Linear(H,1)))
    torch.save(r.state_dict(),f'{O}/wrap-dropout.pt'); save('wrap dropout',['wrap-dropout.pt'],r.fc(r.rnn(X.transpose(0,1))[0]).detach().numpy())
    from torch.nn.utils.parametrizations import weight_norm
    w=torch.nn.ModuleDict(dict(rnn=torch.nn.GRU(1,H),fc=weight_norm(torch.nn.Linear(H,1)))); torch.save(w.state_dict(),f'{O}/wrap-weight-norm.pt')
    save('wrap weight norm',['wrap-weight-norm.pt'],w.fc(w.rnn(X.transpose(0,1))[0]).detach().numpy())
    q=torch.ao.quantization.quantize_dynamic(r,{torch.nn.LSTM,torch.nn.Linear}); torch.save(q.state_dict(),f'{O}/wrap-quantized.pt'); save('wrap quantized',['wrap-quantized.pt'],[0]*12)
    m=torch.nn.ModuleDict(dict(rnn=torch.nn.GRU(1,H),norm=torch.nn.BatchNorm1d(H),fc=torch.nn.Linear(H,1))); m.norm.running_mean+=0.3; torch.save(m.state_dict(),f'{O}/wrap-batch-norm.pt'); save('wrap batch norm',['wrap-batch-norm.pt'],[0]*12)
    t=torch.nn.ModuleDict(dict(rnn=torch.nn.GRU(1,H),fc1=torch.nn.Linear(H,4),fc2=torch.nn.Linear(4,1))); torch.save(t.state_dict(),f'{O}/wrap-two-linear.pt'); save('wrap two linear',['wrap-two-linear.pt'],[0]*12)
    a=torch.nn.ModuleDict(dict(inp=torch.nn.Linear(1,H),rnn=torch.nn.GRU(H,H),fc=torch.nn.Linear(H,1))); torch.save(a.state_dict(),f'{O}/wrap-linear-before.pt'); save('wrap linear before',['wrap-linear-before.pt'],[0]*12)
    tr=torch.nn.TransformerEncoderLayer(4,2); torch.save(tr.state_dict(),f'{O}/wrap-transformer.pt'); save('wrap transformer',['wrap-transformer.pt'],[0]*12)
def onnx_():
    """Graphs of the exporters with other shapes and versions, and by hand."""
    import torch, onnx
    from onnx import helper as h, numpy_helper as nh, TensorProto as T
    X=torch.tensor(xs).reshape(12,1,1)
    for kind in ['LSTM','GRU','RNN']:
        torch.manual_seed(8)
        class N(torch.nn.Module):
            def __init__(s): super().__init__(); s.rnn=getattr(torch.nn,kind)(1,H); s.fc=torch.nn.Linear(H,1)
            def forward(s,x): return s.fc(s.rnn(x)[0])
        class P(N):
            def forward(s,x,h0,c0=None):
                o,st=s.rnn(x,(h0,c0) if kind=='LSTM' else h0); return (s.fc(o),)+(tuple(st) if kind=='LSTM' else (st,))
        class D(N):
            def forward(s,x): return s.fc(s.rnn((x-0.25)/2)[0])*2+0.25
        for name,C,names in (('plain',N,['x']),('states',P,['x','h0','c0']),('scaled',D,['x'])):
            n=C().eval(); st=[torch.zeros(1,1,H)]*(2 if kind=='LSTM' else 1) if name=='states' else []
            y=n(X,*st); y=(y[0] if isinstance(y,tuple) else y).detach().numpy(); fs=[]
            for dyn in (True,False):
                for ops in ((18,21) if dyn else (11,14,18)):
                    f=f'onnx-{name}-{"dynamo" if dyn else "ts"}{ops}-{kind}.onnx'
                    try:
                        torch.onnx.export(n,(X,*st),f'{O}/{f}',dynamo=dyn,opset_version=ops,input_names=names[:1+len(st)],**({} if dyn else {'dynamic_axes':{'x':{0:'t',1:'b'}}}),**({'external_data':False} if dyn else {})); fs.append(f)
                    except Exception as e: print('onnx',f,repr(e)[:150])
            if name=='plain':
                try:
                    f=f'onnx-dyn-shapes-{kind}.onnx'; torch.onnx.export(n,(X,),f'{O}/{f}',dynamo=True,dynamic_shapes=({0:torch.export.Dim('t',min=2,max=100)},),external_data=False); fs.append(f)
                except Exception as e: print('onnx',f,repr(e)[:150])
            save(f'onnx {name} {kind}',fs,y)
    # by hand: a Scan of each cell with Split, and one by Slice
    sig=lambda v:1/(1+np.exp(-v))
    for kind,g in (('LSTM',4),('GRU',3),('GRU1',3),('RNN',1)):
        W,U,b,d,fw,fb=[(rng.normal(size=s)*0.6) for s in ((1,g*H),(H,g*H),g*H,g*H,(H,1),1)]
        hh=np.zeros(H); c=np.zeros(H); ys=[]
        for x in xs.astype(float):
            a=W[0]*x+b; u=hh@U+d
            if kind=='LSTM': o,f,i,k=np.split(a+u,4); c=sig(f)*c+sig(i)*np.tanh(k); hh=sig(o)*np.tanh(c)
            elif kind=='GRU': z,r,_=np.split(a+u,3); n=np.tanh(a[2*H:]+sig(r)*u[2*H:]); hh=(1-sig(z))*n+sig(z)*hh
            elif kind=='GRU1': z,r,_=np.split(a+u,3); n=np.tanh(a[2*H:]+(sig(r)*hh)@U[:,2*H:]+d[2*H:]); hh=sig(z)*n+(1-sig(z))*hh
            else: hh=np.tanh(a+u)
            ys.append(float(hh@fw[:,0]+fb[0]))
        N=lambda op,i,o,**k:h.make_node(op,i,o,**k); I=lambda nm,a:nh.from_array(np.asarray(a),nm)
        body=[N('MatMul',['x','W'],['xa']),N('Add',['xa','b'],['a']),N('Gemm',['h','U','d'],['u'])]
        st=['h']
        if kind=='LSTM':
            st=['h','c']; body+=[N('Add',['u','a'],['s']),N('Split',['s'],['po','pf','pi','pk'],axis=1,num_outputs=4),N('Sigmoid',['po'],['o']),N('Sigmoid',['pf'],['f']),N('Sigmoid',['pi'],['i']),N('Tanh',['pk'],['k']),
              N('Mul',['f','c'],['fc_']),N('Mul',['i','k'],['ik']),N('Add',['fc_','ik'],['c1']),N('Tanh',['c1'],['tc']),N('Mul',['o','tc'],['h1'])]
        elif kind=='RNN': body+=[N('Add',['a','u'],['s']),N('Tanh',['s'],['h1'])]
        else:
            body+=[N('Split',['a','sz'],['az','ar','an'],axis=-1),N('Slice',['u','s0','s1','ax'],['uz']),N('Slice',['u','s1','s2','ax'],['ur']),N('Add',['az','uz'],['pz']),N('Add',['ur','ar'],['pr']),N('Sigmoid',['pz'],['z']),N('Sigmoid',['pr'],['r'])]
            if kind=='GRU': body+=[N('Slice',['u','s2','s3','ax'],['un']),N('Mul',['r','un'],['run']),N('Add',['run','an'],['pn']),N('Tanh',['pn'],['n']),N('Sub',['one','z'],['z1']),N('Mul',['z1','n'],['p']),N('Mul',['z','h'],['q']),N('Add',['p','q'],['h1'])]
            else: body+=[N('Mul',['h','r'],['rh']),N('MatMul',['rh','Un'],['v']),N('Add',['v','dn'],['v1']),N('Add',['an','v1'],['pn']),N('Tanh',['pn'],['n']),N('Sub',['n','h'],['m']),N('Mul',['m','z'],['zm']),N('Add',['h','zm'],['h1'])]
        outs=['h1']+(['c1'] if kind=='LSTM' else []); body.append(N('Identity',['h1'],['y']))
        V=lambda n,s:h.make_tensor_value_info(n,T.DOUBLE,s)
        g_=h.make_graph(body,'b',[V(s,['B',H]) for s in st]+[V('x',['B',1])],[V(s,['B',H]) for s in outs]+[V('y',['B',H])],
            [I('W',W),I('U',U),I('b',b),I('d',d)]+([I('s0',np.array([0])),I('s1',np.array([H])),I('s2',np.array([2*H])),I('s3',np.array([3*H])),I('ax',np.array([1])),I('sz',np.array([H,H,H])),I('one',np.array(1.0)),I('Un',U[:,2*H:]),I('dn',d[2*H:])] if 'GRU' in kind else []))
        m=h.make_graph([N('Scan',['h0']*len(st)+['X'],['hn']+(['cn'] if kind=='LSTM' else [])+['all'],body=g_,num_scan_inputs=1),N('MatMul',['all','fw'],['mm']),N('Add',['mm','fb'],['out'])],'g',[V('X',['T','B',1])],[V('out',['T','B',1])],[I('h0',np.zeros((1,H))),I('fw',fw),I('fb',fb)])
        onnx.save(h.make_model(m,opset_imports=[h.make_opsetid('',18)],ir_version=8),f'{O}/onnx-scan-{kind}.onnx')
        import onnxruntime as ort
        got=ort.InferenceSession(f'{O}/onnx-scan-{kind}.onnx').run(None,{'X':xs.astype(float).reshape(12,1,1)})[0].ravel(); assert np.abs(got-np.array(ys)).max()<1e-12
        save('onnx scan '+kind,[f'onnx-scan-{kind}.onnx'],ys)
def keras_more_():
    """Keras' defaults, and models of other builds and backends."""
    os.environ.setdefault('KERAS_BACKEND','jax')
    import keras
    from keras import layers as L
    B=os.environ['KERAS_BACKEND']
    specs={'defaults':[L.LSTM(H,return_sequences=True),L.Dense(1)],'no-forget':[L.LSTM(H,unit_forget_bias=False,return_sequences=True),L.Dense(1)],
      'named':[L.GRU(H,return_sequences=True,name='encoder'),L.GRU(H,return_sequences=True,name='a_second'),L.Dense(1,name='answer')],
      'many':[L.LSTM(H,return_sequences=True) for _ in range(11)]+[L.Dense(1)],
      'relu-lstm':[L.LSTM(H,activation='relu',return_sequences=True),L.Dense(1)],'selu':[L.SimpleRNN(H,activation='selu',return_sequences=True),L.Dense(1)],
      'last':[L.GRU(H),L.Dense(1)],'stateful':[L.LSTM(H,return_sequences=True),L.Dense(1)],'mask':[L.Masking(),L.LSTM(H,return_sequences=True),L.Dense(1)],
      'nobias':[L.LSTM(H,use_bias=False,return_sequences=True),L.Dense(1,use_bias=False)],'linear':[L.SimpleRNN(H,return_sequences=True),L.Dense(1),L.Activation('linear')],
      'rescaling':[L.Rescaling(0.5,offset=0.1),L.GRU(H,return_sequences=True),L.Dense(1)]}
    for n,ls in specs.items():
        m=keras.Sequential([keras.Input((None,1))]+ls)
        if n!='defaults' and n!='no-forget': m.set_weights([R(*w.shape) for w in m.get_weights()])
        X=xs.reshape(1,12,1); y=keras.ops.convert_to_numpy(m(X)) if n!='last' else np.array([keras.ops.convert_to_numpy(m(X[:,:k+1]))[0,0] for k in range(12)])
        fs=[f'keras2-{B}-{n}.keras',f'keras2-{B}-{n}.weights.h5',f'keras2-{B}-{n}.h5']
        for f in fs: (m.save_weights if 'weights' in f else m.save)(f'{O}/{f}')
        save('keras2 '+n,fs,y)
    keras.config.set_floatx('float64')
    m=keras.Sequential([keras.Input((None,1)),L.GRU(H,return_sequences=True),L.Dense(1)]); m.set_weights([R(*w.shape) for w in m.get_weights()])
    m.save(f'{O}/keras2-{B}-f64.keras'); save('keras2 f64',[f'keras2-{B}-f64.keras'],keras.ops.convert_to_numpy(m(xs.astype(float).reshape(1,12,1))))
    keras.config.set_floatx('float32'); keras.config.set_dtype_policy('mixed_bfloat16')
    m=keras.Sequential([keras.Input((None,1)),L.GRU(H,return_sequences=True),L.Dense(1)]); m.save(f'{O}/keras2-{B}-mixed.keras')
    keras.config.set_dtype_policy('float32')
    # What is stored are the weights in float32, which is what is computed with here.
    n=keras.Sequential([keras.Input((None,1)),L.GRU(H,return_sequences=True),L.Dense(1)]); n.set_weights(m.get_weights()); save('keras2 mixed',[f'keras2-{B}-mixed.keras'],keras.ops.convert_to_numpy(n(xs.reshape(1,12,1))))
    i=keras.Input((None,1)); a=L.LSTM(H,return_sequences=True)(i); b=L.LSTM(H,return_sequences=True)(i); m=keras.Model(i,L.Dense(1)(L.Add()([a,b]))); m.save(f'{O}/keras2-{B}-parallel.keras'); m.save_weights(f'{O}/keras2-{B}-parallel.weights.h5'); save('keras2 parallel',[f'keras2-{B}-parallel.keras',f'keras2-{B}-parallel.weights.h5'],[0]*12)
    i=keras.Input((None,1)); a=L.LSTM(H,return_sequences=True)(i); m=keras.Model(i,L.Dense(1)(L.Concatenate()([i,a]))); m.save(f'{O}/keras2-{B}-skip.keras'); save('keras2 skip',[f'keras2-{B}-skip.keras'],[0]*12)
def chainer_():
    import chainer, chainer.links as L
    from chainer import serializers as S
    chainer.config.train=False
    fill=lambda m:[setattr(p,'array',R(*p.shape)) for p in sorted_params(m)]
    def sorted_params(m): return [p for _,p in sorted(m.namedparams())]
    class Step(chainer.Chain):
        def __init__(s,*ls):
            super().__init__(); s.count=len(ls)-1
            with s.init_scope():
                for k,l in enumerate(ls[:-1]): setattr(s,f'l{k}',l)
                s.fc=ls[-1]
        def __call__(s,x):
            for k in range(s.count): x=getattr(s,f'l{k}')(x)
            return s.fc(x)
    kinds={'LSTM':lambda:L.LSTM(1,H),'StatefulGRU':lambda:L.StatefulGRU(1,H),'StatefulPeepholeLSTM':lambda:L.StatefulPeepholeLSTM(1,H),'StatefulMGU':lambda:L.StatefulMGU(1,H),'StatefulZoneoutLSTM':lambda:L.StatefulZoneoutLSTM(1,H)}
    for n,C in kinds.items():
        m=Step(C(),L.Linear(H,1)); m(np.zeros((1,1),np.float32)); fill(m)
        if n=='StatefulGRU':
            for p,q in m.namedparams():
                if '/U' in p and p.endswith('/b'): q.array[...]=0
        m.l0.reset_state(); ys=[float(m(np.array([[x]],np.float32)).array[0,0]) for x in xs]
        S.save_npz(f'{O}/chainer-{n}.npz',m); S.save_npz(f'{O}/chainer-{n}-stored.npz',m,compression=False); save('chainer '+n,[f'chainer-{n}.npz',f'chainer-{n}-stored.npz'],ys)
    m=Step(L.LSTM(1,H),L.LSTM(H,H),L.Linear(H,1)); m(np.zeros((1,1),np.float32)); fill(m); m.l0.reset_state(); m.l1.reset_state(); ys=[float(m(np.array([[x]],np.float32)).array[0,0]) for x in xs]; S.save_npz(f'{O}/chainer-two.npz',m); save('chainer two',['chainer-two.npz'],ys)
    class G(chainer.Chain):
        def __init__(s,zero):
            super().__init__()
            with s.init_scope(): s.gru=L.StatelessGRU(1,H); s.fc=L.Linear(H,1)
    g=G(0); fill(g); h=chainer.Variable(np.zeros((1,H),np.float32)); ys=[]
    for x in xs: h=g.gru(h,np.array([[x]],np.float32)); ys.append(float(g.fc(h).array[0,0]))
    S.save_npz(f'{O}/chainer-StatelessGRU.npz',g); save('chainer StatelessGRU',['chainer-StatelessGRU.npz'],ys)
    m=Step(L.StatefulGRU(1,H),L.Linear(H,1)); fill(m); ys=[float(m(np.array([[x]],np.float32)).array[0,0]) for x in xs]; S.save_npz(f'{O}/chainer-GRU-biases.npz',m); save('chainer GRU biases',['chainer-GRU-biases.npz'],ys)
    for n in ['NStepLSTM','NStepGRU','NStepRNNTanh','NStepRNNReLU','NStepBiLSTM']:
        for k in (1,2):
            class M(chainer.Chain):
                def __init__(s):
                    super().__init__()
                    with s.init_scope(): s.rnn=getattr(L,n)(k,1,H,0.0); s.fc=L.Linear(2*H if 'Bi' in n else H,1)
            m=M(); fill(m); ys=m.fc((m.rnn(None,None,[xs.reshape(-1,1)]) if 'LSTM' in n else m.rnn(None,[xs.reshape(-1,1)]))[-1][0]).array
            f=f'chainer-{n}{k}'+('-relu' if 'ReLU' in n else '')+'.npz'; S.save_npz(f'{O}/{f}',m); save(f'chainer {n} {k}',[f],ys)
    o=chainer.optimizers.Adam(); o.setup(m); S.save_npz(f'{O}/chainer-optimizer.npz',o); save('chainer optimizer',['chainer-optimizer.npz'],[0]*12)
    import h5py
def keras2_():
    """Keras 2, of which tf2onnx makes recurrent nodes."""
    import tensorflow as tf, tf2onnx
    L=tf.keras.layers
    for n,more in {'LSTM':{},'GRU':{},'GRUb':{'reset_after':False},'SimpleRNN':{}}.items():
        for two in (1,2):
            l=lambda:getattr(L,n.rstrip('b'))(H,return_sequences=True,**more)
            m=tf.keras.Sequential([tf.keras.Input((12,1))]+[l() for _ in range(two)]+[L.Dense(1)]); m.set_weights([R(*w.shape) for w in m.get_weights()])
            y=np.asarray(m(xs.reshape(1,12,1))); f=f'keras-2-{n}{two}'
            tf2onnx.convert.from_keras(m,input_signature=[tf.TensorSpec((None,12,1),tf.float32,name='x')],output_path=f'{O}/{f}.onnx',opset=15)
            m.save(f'{O}/{f}.keras'); m.save(f'{O}/{f}.h5'); m.save_weights(f'{O}/{f}.weights.h5')
            save(f'keras 2 {n}{two}',[f+e for e in ('.onnx','.keras','.h5','.weights.h5')],y)
def paddle_():
    import paddle
    for n in ['LSTM','GRU','SimpleRNN']:
        class M(paddle.nn.Layer):
            def __init__(s): super().__init__(); s.rnn=getattr(paddle.nn,n)(1,H,2); s.fc=paddle.nn.Linear(H,1)
            def forward(s,x): return s.fc(s.rnn(x)[0])
        m=M(); m.eval(); [p.set_value(R(*p.shape)) for p in m.parameters()]; y=m(paddle.to_tensor(xs.reshape(1,12,1))).numpy()
        sd={k:v.numpy() for k,v in m.state_dict().items()}; np.savez(f'{O}/paddle-{n}.npz',**sd); paddle.save(m.state_dict(),f'{O}/paddle-{n}.pdparams'); fs=[f'paddle-{n}.npz',f'paddle-{n}.pdparams']
        try:
            from safetensors.numpy import save_file; save_file(sd,f'{O}/paddle-{n}.safetensors'); fs.append(f'paddle-{n}.safetensors')
        except ImportError: pass
        print(n,{k:v.shape for k,v in sd.items()}); save('paddle '+n,fs,y)
for f in [globals()[n] for n in (sys.argv[1:] or ['torch_','keras_','flax_','equinox_','haiku_','mlx_','bfloat16_','tinygrad_','dezero_'])]: attempt(f)
old=[]
p=f'{O}/cases.json'
if os.path.exists(p) and sys.argv[1:]: old=[c for c in json.load(open(p)) if c['name'] not in {r['name'] for r in rec}]
json.dump(old+rec,open(p,'w'))
