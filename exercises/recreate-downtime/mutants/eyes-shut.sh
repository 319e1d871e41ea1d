# fails: gap
# Nobody looks at anything between the change of strategy and the end.
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.21"}]}}}}' > /dev/null
sleep 60
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.22"}]}}}}'
sleep 60
