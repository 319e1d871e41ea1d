# fails: limited looked to-two
# A new ReplicaSet with the old image is not the old revision: the template got a label of its own.
kubectl set image deployment/nginx-deployment nginx=nginx:1.99
sleep 30
kubectl rollout undo deployment/nginx-deployment
kubectl rollout status deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"template":{"metadata":{"labels":{"again":"yes"}},"spec":{"containers":[{"name":"nginx","image":"nginx:1.21"}]}}}}'
kubectl rollout status deployment/nginx-deployment
kubectl rollout history deployment/nginx-deployment
kubectl patch deployment nginx-deployment -p '{"spec":{"revisionHistoryLimit":1}}'
sleep 10
