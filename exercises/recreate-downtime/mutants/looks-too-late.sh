# fails: gap
# Looks before and after, when all is well.
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}'
kubectl get endpointslices
sleep 1
kubectl patch deployment web -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:1.21"}]}}}}' > /dev/null
sleep 60
kubectl get pods,endpointslices
kubectl patch deployment web -p '{"spec":{"strategy":{"type":"RollingUpdate"}}}'
kubectl set image deployment/web nginx=nginx:1.22
sleep 60
