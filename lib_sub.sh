sub () 
{ 
    $PYV - "$@" <<'P'
import sys
f,a,b=sys.argv[1:4]; b=b.encode().decode('unicode_escape').encode('latin-1','surrogatepass').decode('utf-8') if False else eval('"""'+b.replace('"','\\"')+'"""')
s=open(f,encoding='utf-8').read(); assert a in s,a; open(f,'w',encoding='utf-8').write(s.replace(a,b,1))
P

}
